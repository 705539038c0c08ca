// Registered and removed again by the self-test: that a browser takes it proves that the certificate is trusted.
