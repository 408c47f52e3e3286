@rem Scripts of package.json begin with the shell's exec, so that a signal to npm reaches Node and not a shell between them. Windows has none.
@%*
