//go:build unix

package main

import (
	"fmt"
	"os"
	"os/user"
	"strconv"
)

// lendSocket lets the owner use the socket, and a group when one is named.
func lendSocket(path, group string) error {
	if group == "" {
		return os.Chmod(path, 0o600)
	}
	g, err := user.LookupGroup(group)
	if err != nil {
		return fmt.Errorf("socket_group %s: %w", group, err)
	}
	id, err := strconv.Atoi(g.Gid)
	if err != nil {
		return fmt.Errorf("socket_group %s: group id %q: %w", group, g.Gid, err)
	}
	if err := os.Chown(path, -1, id); err != nil {
		return fmt.Errorf("socket_group %s: %w", group, err)
	}
	return os.Chmod(path, 0o660)
}
