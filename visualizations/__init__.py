"""Draw pages and workbooks; one module a page."""
