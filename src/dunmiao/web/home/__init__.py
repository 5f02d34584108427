"""Sign-in, each role's first page, complaints."""
