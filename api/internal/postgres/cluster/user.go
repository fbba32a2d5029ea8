package cluster

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// runner is the user PostgreSQL runs as. It refuses to be root, so a program that is root hands it to the
// user postgres, or nobody; or, where that user cannot reach the folder, keeps root's files and shows root
// under another number (a Linux user namespace).
type runner struct {
	uid, gid  int
	change    bool // we are root and become uid
	namespace bool // we are root, stay root, and are shown as alias
	alias     int
}

// runner decides. Data that exist decide for themselves: their owner must serve them.
func (f *folder) runner(bin string) (runner, error) {
	owner, exists := ownerOf(f.data)
	if me := os.Getuid(); me != 0 {
		if exists && owner.uid != me {
			return runner{}, fmt.Errorf("the data in %s belong to user %d, and this is user %d", f.data, owner.uid, me)
		}
		return runner{uid: me, gid: os.Getgid()}, nil
	}
	other := serviceUser()
	switch {
	case exists && owner.uid != 0:
		return runner{uid: owner.uid, gid: owner.gid, change: true}, nil
	case exists, !enterable(f.root, other.uid), !enterable(bin, other.uid):
		return runner{namespace: true, alias: other.uid}, nil
	}
	return runner{uid: other.uid, gid: other.gid, change: true}, nil
}

// own gives a path to the runner.
func (r runner) own(path string) error {
	if err := os.Lchown(path, r.uid, r.gid); err != nil {
		return fmt.Errorf("handing %s to the user who runs PostgreSQL: %w", path, err)
	}
	return nil
}

// String names the way PostgreSQL is run, for an error.
func (r runner) String() string {
	if r.namespace {
		return "as root shown as user " + strconv.Itoa(r.alias)
	}
	return "as user " + strconv.Itoa(r.uid)
}

type ids struct{ uid, gid int }

func ownerOf(path string) (ids, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return ids{}, false
	}
	st := info.Sys().(*syscall.Stat_t)
	return ids{int(st.Uid), int(st.Gid)}, true
}

// serviceUser is postgres, which the system's package makes, or nobody (65534 where it has no entry).
func serviceUser() ids {
	for _, name := range []string{superuser, "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.Atoi(u.Uid)
		gid, errG := strconv.Atoi(u.Gid)
		if errU == nil && errG == nil && uid != 0 {
			return ids{uid, gid}
		}
	}
	return ids{65534, 65534}
}

// enterable says whether uid may walk down to dir. Groups are left out: a wrong no costs nothing.
func enterable(dir string, uid int) bool {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for ; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return false
		}
		st := info.Sys().(*syscall.Stat_t)
		if int(st.Uid) != uid && info.Mode().Perm()&0o001 == 0 {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}
