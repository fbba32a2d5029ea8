package cluster

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// dismissLast deals with the server of an earlier run. We hold the folder, so if it lives, its program is
// dead and it must go.
//
// If its number now belongs to a stranger (numbers start again with a container), PostgreSQL would take the
// stranger for a server and refuse for ever. It never suspects its own parent, so the note it left is changed
// to name us. The rest of the note stays: with it PostgreSQL finds children that still write.
func (f *folder) dismissLast() {
	note := filepath.Join(f.data, "postmaster.pid")
	text, err := os.ReadFile(note)
	if err != nil {
		return
	}
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	pid, err := strconv.Atoi(string(bytes.TrimSpace(first)))
	if err != nil || pid <= 1 || pid == os.Getpid() {
		return
	}
	where, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid)) // fails where there is no such process, or no /proc
	switch {
	case err != nil:
		return
	case where == f.data:
		_ = syscall.Kill(pid, syscall.SIGINT)
		return
	}
	_ = os.Remove(filepath.Join(f.socket, ".s.PGSQL."+port+".lock"))
	_ = os.WriteFile(note, append(fmt.Appendf(nil, "%d\n", os.Getpid()), rest...), 0o600)
}
