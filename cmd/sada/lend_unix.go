//go:build unix

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"sada"
)

// lentFolder is where sockets lie that are lent to a group (FHS 3.0, 3.15).
const lentFolder = "/run/sada"

// lendFolder makes the folder of a socket for its owner and a group.
func lendFolder(folder, group string) error {
	err := os.MkdirAll(folder, 0o750)
	if err == nil {
		err = lend(folder, group, 0o750)
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return sada.Problem{
			Place: "socket_group " + group, What: fmt.Sprintf("the socket's folder %s cannot be given to that group (%v)", folder, cause(err)),
			Instead: "add the daemon's user to the group (`usermod -aG " + group + " sada`), and let the unit make the folder (RuntimeDirectory=sada) or make it as root: install -d -o sada -g " + group + " -m 0750 " + folder,
		}
	}
	return err
}

// lendSocket lets the owner use the socket, and a group when one is named.
func lendSocket(path, group string) error {
	if group == "" {
		return os.Chmod(path, 0o600)
	}
	return lend(path, group, 0o660)
}

// lend gives a file to a group, unless it has it already.
func lend(path, group string, mode fs.FileMode) error {
	g, err := user.LookupGroup(group)
	if err != nil {
		return sada.Problem{Place: "socket_group " + group, What: "this machine has no such group", Instead: "`groupadd " + group + "` makes it, or name another"}
	}
	id, err := strconv.Atoi(g.Gid)
	if err != nil {
		return fmt.Errorf("socket_group %s: group id %q: %w", group, g.Gid, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("socket_group %s: %w", group, err)
	}
	if s, ok := info.Sys().(*syscall.Stat_t); !ok || int(s.Gid) != id {
		if err := os.Chown(path, -1, id); err != nil {
			return fmt.Errorf("socket_group %s: %w", group, err)
		}
	}
	if info.Mode().Perm() == mode {
		return nil
	}
	return os.Chmod(path, mode)
}
