package standalone

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// folderLock keeps a second process out of a data folder. The system lets go of
// it when the process ends, however it ends.
type folderLock struct{ file *flock.Flock }

func lockFolder(folder string) (*folderLock, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	path := filepath.Join(folder, "temporal.lock")
	file := flock.New(path, flock.SetPermissions(0o600))
	locked, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("the data folder cannot be locked: %w", err)
	}
	if !locked {
		return nil, errors.New("the data folder " + folder + " is in use by another Orderhatch" + holder(path) +
			": stop that one, or give this one a folder of its own")
	}
	// Only for people; the lock holds without it.
	_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600)
	return &folderLock{file}, nil
}

// holder says who has the lock, as far as that can be read.
func holder(path string) string {
	text, err := os.ReadFile(path)
	if pid := strings.TrimSpace(string(text)); err == nil && pid != "" {
		return " (process " + pid + ")"
	}
	return ""
}

func (l *folderLock) release() { _ = l.file.Unlock() }
