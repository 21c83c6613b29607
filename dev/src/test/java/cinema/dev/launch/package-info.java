/** {@code ./run} as a whole, seen from outside. */
package cinema.dev.launch;
