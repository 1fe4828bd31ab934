"""Read tables, reports and data sets into claims; one module a source."""
