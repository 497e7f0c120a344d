"""Le texte, sans rien savoir des fiches : typographie, balisage léger, pages écrites à la main."""
