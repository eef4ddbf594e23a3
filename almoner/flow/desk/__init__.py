"""The front desk's day: booking, finding, registration, check-in and check-out."""
