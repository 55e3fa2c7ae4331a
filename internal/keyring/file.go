package keyring

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Load reads a ring from a file, in the format of FromEnv. When there is no
// file it makes one with a new key, readable by its owner only.
func Load(path string) (*Ring, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("the key file %s cannot be made: %w", path, err)
		}
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file cannot be read: %w", err)
	}
	ring, err := FromEnv(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return ring, nil
}

// create makes the file all at once: a reader never sees half a key, and of two
// processes that start together one key is kept. It is flushed to the disk
// before anything is sealed with it, because losing it loses what was sealed.
func create(path string) error {
	folder := filepath.Dir(path)
	temporary, err := os.CreateTemp(folder, ".keys-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }() // the link keeps the content
	_, err = temporary.WriteString("# The first key encrypts; the others are kept to read what they encrypted.\n" + NewLine() + "\n")
	if err := errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces a file that is there already.
	if err := os.Link(temporary.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return flush(folder)
}

// flush makes a new name in a folder survive a power cut.
func flush(folder string) error {
	directory, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
