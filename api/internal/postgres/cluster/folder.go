package cluster

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// folder is a locked place: the data, the socket, the log, the lock.
type folder struct {
	root, data, socket, log string
	lock                    *os.File
}

const (
	superuser = "postgres"
	port      = "5432" // names the socket file; nothing listens on the network
)

// claim makes dir when it is missing and locks it. The lock is the kernel's: it is gone with the program,
// however that ended, and PostgreSQL does not inherit it.
func claim(dir string) (*folder, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(root, 0o711); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(root, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking the data folder: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		return nil, fmt.Errorf("the data folder %s is %w", root, ErrInUse)
	}
	return &folder{
		root: root, lock: lock,
		data:   filepath.Join(root, "data"),
		log:    filepath.Join(root, "postgres.log"),
		socket: socketFolder(root),
	}, nil
}

// release unlocks the folder. A socket folder elsewhere goes with it; inside, it stays for the next start.
func (f *folder) release() {
	if filepath.Dir(f.socket) != f.root {
		_ = os.Remove(f.socket)
	}
	f.lock.Close()
}

// major is the version that wrote the data; 0 when there are none yet.
func (f *folder) major() int {
	text, err := os.ReadFile(filepath.Join(f.data, "PG_VERSION"))
	if err != nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return n
}

// longest is how long a socket folder may be: the kernel's address has room for 104 bytes (macOS) or 108
// (Linux), and PostgreSQL adds /.s.PGSQL.5432 and, for a moment, a suffix.
const longest = 80

// socketFolder stands in the data folder, unless its path is too long for a socket or has a comma, which
// pgx reads as two hosts. Then it is a short name in the system's temporary folder, the same at each start.
func socketFolder(root string) string {
	inside := filepath.Join(root, "socket")
	if len(inside) <= longest && !strings.Contains(inside, ",") {
		return inside
	}
	h := fnv.New64a()
	h.Write([]byte(root))
	return filepath.Join(os.TempDir(), fmt.Sprintf("sportello-%d-%x", os.Getuid(), h.Sum64()))
}

// prepareSocket makes the socket's folder for the one user who serves. In a shared temporary folder somebody
// else may have made it first, to listen there: then we refuse.
func (f *folder) prepareSocket(who runner) error {
	if err := os.Mkdir(f.socket, 0o700); err != nil && !os.IsExist(err) {
		return fmt.Errorf("making the socket folder: %w", err)
	}
	info, err := os.Lstat(f.socket)
	if err != nil {
		return err
	}
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	if !info.IsDir() || (owner != os.Getuid() && owner != who.uid) || info.Mode().Perm() != 0o700 {
		return fmt.Errorf("the socket folder %s belongs to somebody else: remove it", f.socket)
	}
	return who.own(f.socket)
}
