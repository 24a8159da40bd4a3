//go:build !unix

package main

import "errors"

// lentFolder is where a socket that is lent to a group would lie.
const lentFolder = ""

var errNoGroups = errors.New("socket_group: this system has no groups for sockets; take it out of the settings")

func lendFolder(_, _ string) error { return errNoGroups }

// lendSocket leaves the socket to its owner: groups are a notion of unix.
func lendSocket(_, group string) error {
	if group != "" {
		return errNoGroups
	}
	return nil
}
