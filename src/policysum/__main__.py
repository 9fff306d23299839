"""`python -m policysum` is the command line."""

from policysum.cli import main

if __name__ == "__main__":
    main()
