"""What people post in communities of Reddit."""
