package cinema.workflows.mailing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of many pages in little space.
 *
 * @param ranges the first and the last number of each range, both within it
 */
public record PageSet(List<int[]> ranges) {

	/** Keeps their order. */
	public static PageSet of(Collection<Integer> numbers) {
		List<int[]> ranges = new ArrayList<>();
		for (int number : numbers) {
			int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
			if (last != null && last[1] + 1 == number) {
				last[1] = number;
			}
			else {
				ranges.add(new int[] { number, number });
			}
		}
		return new PageSet(ranges);
	}

	public IntStream numbers() {
		return this.ranges.stream().flatMapToInt((range) -> IntStream.rangeClosed(range[0], range[1]));
	}

}
