"""Pictures, as far as the assistant reads them itself."""
