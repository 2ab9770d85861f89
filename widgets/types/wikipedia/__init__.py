"""What Wikipedia shows today."""
