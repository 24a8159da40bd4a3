// Package web is the office over HTTP: the handler of /api/v1 and the client
// that every command speaks through. At first it listens on the archive's unix
// socket only; whoever may open the socket may ask everything.
//
// It decides nothing: monitor visits, office answers, export gives the shapes.
// It words no advice for a terminal.
package web
