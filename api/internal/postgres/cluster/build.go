package cluster

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

// build makes the data when they are missing: aside first, renamed when they are whole and on the disk. A
// kill at any moment leaves rubbish aside, which the next build sweeps, and never half a cluster.
func (f *folder) build(ctx context.Context, bin string, who runner, set settings) error {
	if f.major() != 0 {
		return nil
	}
	if err := f.sweep(); err != nil {
		return err
	}
	aside, err := os.MkdirTemp(f.root, "new-")
	if err != nil {
		return fmt.Errorf("making a folder for new data: %w", err)
	}
	defer os.RemoveAll(aside)
	if err := who.own(aside); err != nil {
		return err
	}
	if err := initdb(ctx, bin, filepath.Join(aside, "data"), who, set); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(aside, "data"), f.data); err != nil {
		return fmt.Errorf("moving new data into place: %w", err)
	}
	return f.flush(set)
}

func (f *folder) sweep() error {
	rubbish, err := filepath.Glob(filepath.Join(f.root, "new-*"))
	if err != nil {
		return err
	}
	for _, path := range rubbish {
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("removing unfinished data: %w", err)
		}
	}
	return nil
}

// flush makes the new name itself survive a power cut.
func (f *folder) flush(set settings) error {
	if !set.durable {
		return nil
	}
	d, err := os.Open(f.root)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// initdb runs the program of that name. Only the socket's folder guards the cluster (auth-local trust); were
// it ever told to listen on the network, it would refuse everybody.
func initdb(ctx context.Context, bin, data string, who runner, set settings) error {
	args := []string{"-D", data, "-U", superuser, "-E", "UTF8", "--locale=C", "--data-checksums",
		"--auth-local=trust", "--auth-host=reject", "--no-instructions"}
	if !set.durable {
		args = append(args, "--no-sync")
	}
	c := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), args...)
	c.Dir, c.Env, c.SysProcAttr = filepath.Dir(data), environment(), who.attr(syscall.SIGKILL)
	runtime.LockOSThread() // the parting signal follows the thread that forked
	defer runtime.UnlockOSThread()
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("making new data (%s): %w: %s", who, err, tail(out))
	}
	return nil
}

// environment is what PostgreSQL sees: nothing of ours, least of all PGDATA, PGOPTIONS or a password.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=" + os.Getenv("TZ")}
}

// tail is the end of a message that may be long.
func tail(text []byte) []byte {
	const enough = 800
	if len(text) > enough {
		return text[len(text)-enough:]
	}
	return text
}
