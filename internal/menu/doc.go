// Package menu knows what a restaurant sells: the dictionaries of its cash
// station joined with what can be sold now, under the codes that order sources
// use. It imports them, keeps them, follows them, and checks orders and carts
// against them.
package menu
