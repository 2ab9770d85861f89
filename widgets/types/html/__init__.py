"""The widget type `html`."""
