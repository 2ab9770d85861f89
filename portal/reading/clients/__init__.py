"""Reading apps on other devices, by the Google Reader API as readers that one hosts oneself speak it."""
