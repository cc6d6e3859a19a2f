"""A package, so that its fixtures of package scope end with it: Playwright keeps an event loop running until then."""
