"""Other people's pictures, fetched, made small and kept by us, so that no stranger hears of a visit."""
