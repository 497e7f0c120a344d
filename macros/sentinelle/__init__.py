"""La sentinelle : lire le droit consolidé, et dire ce qui a changé, et quelles fiches le citent."""
