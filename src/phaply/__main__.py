"""`python -m phaply`: the command line where the script `phaply` is not on the path."""

from phaply.cli import main

if __name__ == "__main__":
    main()
