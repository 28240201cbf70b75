"""PDF: pages taken apart into what is read and what stands beside it."""
