"""The floor: vocabulary, ledger, identity, standing claims, projection, stores."""
