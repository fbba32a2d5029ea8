//go:build unix && !linux

package cluster

import "syscall"

// attr is as on Linux, less what only Linux has: the server outlives a killed program there, and the next
// Start says so.
func (r runner) attr(syscall.Signal) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true}
	if r.change || r.namespace {
		other := serviceUser()
		a.Credential = &syscall.Credential{Uid: uint32(other.uid), Gid: uint32(other.gid)}
	}
	return a
}
