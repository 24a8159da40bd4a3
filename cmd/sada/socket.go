package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sada"
	"sada/config"
	"sada/internal/web"
	"sada/store"
)

// socketPath is where whoever holds the archive listens: ARCHIVE/sock, or a file
// in the user's runtime folder when that path is too long for the system (108
// bytes on Linux, 104 elsewhere). One that is lent to a group lies in a folder of
// the system under a name that follows from the archive's path alone, since its
// users may not read the archive.
func socketPath(c *config.Config) string {
	if c.SocketGroup != "" {
		return filepath.Join(lentFolder, socketName(c.Archive))
	}
	path := filepath.Join(c.Archive, "sock")
	if len(path) < 100 {
		return path
	}
	folder := os.Getenv("XDG_RUNTIME_DIR")
	if folder == "" {
		folder = filepath.Join(os.TempDir(), fmt.Sprintf("sada-%d", os.Getuid()))
	}
	return filepath.Join(folder, "sada-"+sumOf(c.Archive)[:16]+".sock")
}

// socketName is a name that a person knows again and that no other archive has.
func socketName(archive string) string {
	known := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return -1
	}, filepath.Base(archive))
	return known[:min(len(known), 40)] + "-" + sumOf(archive)[:12] + ".sock"
}

func sumOf(path string) string {
	sum := sha256.Sum256([]byte(filepath.Clean(path)))
	return hex.EncodeToString(sum[:])
}

// socketFolder makes the folder of the socket, for its owner alone or for the
// group as well.
func socketFolder(socket, group string) error {
	folder := filepath.Dir(socket)
	if group != "" {
		return lendFolder(folder, group)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("making the socket's folder: %w", err)
	}
	return nil
}

// reach finds whoever holds the archive and answers: at the socket that its lock
// names, or at the one that a group may use. The error says why nobody was
// reached; it wraps fs.ErrPermission when the socket is not lent to this user.
func reach(ctx context.Context, c *config.Config) (*web.Client, web.Hello, error) {
	var sockets []string
	if c.SocketGroup != "" {
		sockets = append(sockets, socketPath(c))
	}
	if holder, held := store.Holder(c.Archive); held && holder.Socket != "" {
		sockets = append(sockets, holder.Socket)
	}
	err := fs.ErrNotExist
	for _, socket := range sockets {
		client := web.Dial(socket)
		hello, failed := client.Hello(ctx)
		if failed == nil {
			return client, hello, nil
		}
		client.Close()
		if !errors.Is(err, fs.ErrPermission) {
			err = failed
		}
	}
	return nil, web.Hello{}, fmt.Errorf("asking who holds %s: %w", c.Archive, err)
}

// closedTo says what to do when this user may neither read the archive nor
// reached anybody who does; nil when the archive may be opened.
func closedTo(c *config.Config, unreached error) error {
	f, err := os.Open(c.Archive)
	if err == nil {
		f.Close()
	}
	if !errors.Is(err, fs.ErrPermission) {
		return nil
	}
	p := sada.Problem{Place: c.Archive, What: "is closed to this user, and no daemon answers for it", Instead: "let the one whose archive it is start `sada run`; `socket_group:` in the settings then lets a group ask it"}
	switch {
	case errors.Is(unreached, fs.ErrPermission):
		p.What = "is closed to this user, and so is the daemon's socket " + socketPath(c)
		p.Instead = "it is lent to the group " + c.SocketGroup + ": `usermod -aG " + c.SocketGroup + " USER` adds one, who then logs in again"
	case c.SocketGroup != "":
		p.Instead = "start the daemon: `systemctl start sada`; its socket is " + socketPath(c)
	}
	return exit{exitFailed, p}
}
