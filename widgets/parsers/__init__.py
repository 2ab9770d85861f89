"""What runs in the parsing child: free of Django and of everything else that a stranger's text has no business with."""
