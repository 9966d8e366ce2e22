"""What the service is built from: known weaknesses and licences of its parts (``make audit``)."""
