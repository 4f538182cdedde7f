"""The commands that belong to no room, one file each. `linli.config.cli.OWN` lists them."""
