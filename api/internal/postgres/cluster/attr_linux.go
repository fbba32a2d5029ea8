package cluster

import "syscall"

// attr is how a child starts: as the runner, in a process group of its own (a Ctrl-C at the terminal reaches
// the program first, which closes its pool and then the server), and with a signal for the day the program
// is killed without a chance to say goodbye.
func (r runner) attr(goodbye syscall.Signal) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: goodbye}
	switch {
	case r.change:
		a.Credential = &syscall.Credential{Uid: uint32(r.uid), Gid: uint32(r.gid)}
	case r.namespace:
		a.Cloneflags = syscall.CLONE_NEWUSER
		a.UidMappings = []syscall.SysProcIDMap{{ContainerID: r.alias, HostID: 0, Size: 1}}
		a.GidMappings = []syscall.SysProcIDMap{{ContainerID: r.alias, HostID: 0, Size: 1}}
	}
	return a
}
