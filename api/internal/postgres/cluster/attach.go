package cluster

import "path/filepath"

// Attach is the address of a database of a cluster that another program of the same machine has started in
// dir: an import runs beside a server that way. Nothing is started, and nobody is asked whether it runs.
func Attach(dir, database string) (dsn string, err error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return "", err
	}
	return (&folder{root: root, socket: socketFolder(root)}).dsn(database), nil
}
