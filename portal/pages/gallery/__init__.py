"""Where new pages come from: interests, templates that editors publish, pages that others let one copy."""
