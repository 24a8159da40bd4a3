// Package sada holds the nouns of the house and its sentinel errors: what an
// outlet, a page, an article, an event and a clipping are. They are plain
// structs without tags: export owns the published shapes and store its
// records, so that a renamed field changes neither.
//
// It reads nothing, waits for nothing and imports no other room.
package sada
