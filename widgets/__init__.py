"""What can be shown: widget types, the sources they poll, and the items they bring."""
