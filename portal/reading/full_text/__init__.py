"""The whole story where a feed only teases: asked for in the reader, fetched by a worker."""
