"""Demo content: a portal worth looking at before anybody has done anything, marked so that it can be taken away."""
