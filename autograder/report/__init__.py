"""What people read: the verdict in a test cell, the class summary, its figures."""
