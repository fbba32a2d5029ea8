package orca

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// crew is the set of programs of one session. Each has its own process group, and the kernel ends it when
// the test program dies, even by a time-out or by kill -9.
type crew struct {
	home string        // folder of the session; also the mark by which its processes are known
	env  []string      // environment of every program
	jobs chan func()   // run on one thread that lives as long as the session, see newCrew
	hire []*member     // in the order of starting
	gone chan struct{} // closed when that thread has ended
}

// member is one running program; done closes when it has ended.
type member struct {
	name string
	cmd  *exec.Cmd
	done chan struct{}
}

// newCrew keeps one thread for all forks: Linux sends the parent-death signal when the forking *thread* ends.
func newCrew(home string, env []string) *crew {
	c := &crew{home: home, env: env, jobs: make(chan func()), gone: make(chan struct{})}
	go func() {
		defer close(c.gone)
		runtime.LockOSThread()
		for job := range c.jobs {
			job()
		}
	}()
	return c
}

// start runs a program with its output in home/<name>.log. The files become its descriptors 3, 4, …
func (c *crew) start(name string, files []*os.File, program string, args ...string) (*member, error) {
	log, err := os.Create(filepath.Join(c.home, name+".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	m := &member{name: name, cmd: exec.Command(program, args...), done: make(chan struct{})}
	m.cmd.Dir, m.cmd.Env, m.cmd.ExtraFiles = c.home, c.env, files
	m.cmd.Stdout, m.cmd.Stderr = log, log
	m.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	started := make(chan error)
	c.jobs <- func() { started <- m.cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	c.hire = append(c.hire, m)
	go func() { m.cmd.Wait(); close(m.done) }()
	return m, nil
}

// run waits for a short program and returns what it printed.
func (c *crew) run(limit time.Duration, program string, args ...string) (string, error) {
	var out bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = c.env, &out, &out, time.Second
	if err := cmd.Start(); err != nil {
		return "", err
	}
	timer := time.AfterFunc(limit, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if err := cmd.Wait(); err != nil {
		return out.String(), fmt.Errorf("%s %q: %w: %s", program, args, err, bytes.TrimSpace(out.Bytes()))
	}
	return out.String(), nil
}

// ended names the programs that are no longer running.
func (c *crew) ended() (names []string) {
	for _, m := range c.hire {
		select {
		case <-m.done:
			names = append(names, m.name)
		default:
		}
	}
	return names
}

// dismiss ends every program, the last started first, and then whatever they left behind. It may be called twice.
func (c *crew) dismiss() {
	if c.jobs == nil {
		return
	}
	for i := len(c.hire) - 1; i >= 0; i-- {
		c.hire[i].end()
	}
	for _, pid := range c.leftovers() {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	close(c.jobs)
	<-c.gone
	c.jobs = nil
}

func (m *member) end() {
	group := -m.cmd.Process.Pid
	syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-m.done:
	case <-time.After(2 * time.Second):
	}
	syscall.Kill(group, syscall.SIGKILL) // also what the program left in its group
	<-m.done
}

// leftovers finds processes that carry this session's HOME: services that a bus started, helpers of the browser.
func (c *crew) leftovers() []int {
	var pids []int
	mark := []byte("\x00HOME=" + c.home + "\x00")
	paths, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, path := range paths {
		env, _ := os.ReadFile(path)
		if bytes.Contains(append([]byte{0}, env...), mark) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			pids = append(pids, pid)
		}
	}
	return pids
}
