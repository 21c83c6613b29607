/** The whole system as processes, on the parts of {@code ./run}. */
package cinema.dev.endtoend;
