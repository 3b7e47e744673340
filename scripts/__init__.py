"""What is run beside the product: set-up, pictures, the measures of the house."""
