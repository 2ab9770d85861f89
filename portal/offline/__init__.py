"""The portal as an app on a phone or a desk: installed from the browser, its last pages readable without a network."""
