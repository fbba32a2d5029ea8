package house

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"

	"sportello/e2e/browser"
)

// Binary is the path of the program: the one that SPORTELLO_BIN names, or one built from this source, the
// browser program included.
var Binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("SPORTELLO_BIN"); path != "" {
		return filepath.Abs(path)
	}
	root, err := browser.Root()
	if err != nil {
		return "", err
	}
	return build(root)
})

// build makes the program. Test programs that start at once take turns, for they write the same files.
func build(root string) (string, error) {
	out := filepath.Join(root, "e2e", "out")
	if err := os.MkdirAll(out, 0o755); err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(out, "build.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	defer lock.Close() // unlocks
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", fmt.Errorf("waiting for another build: %w", err)
	}
	program, made := filepath.Join(out, "sportello"), filepath.Join(out, "sportello.new")
	for _, args := range [][]string{{"run", "./cmd/gen", "dist"}, {"build", "-o", made, "./cmd/sportello"}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = root
		if said, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("building the program (go %s): %w\n%s", args[0], err, said)
		}
	}
	// A program that runs keeps its file: the new one takes the name only.
	return program, os.Rename(made, program)
}
