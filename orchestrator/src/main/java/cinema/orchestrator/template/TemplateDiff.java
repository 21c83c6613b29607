package cinema.orchestrator.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRow.Tag;
import com.github.difflib.text.DiffRowGenerator;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two versions, line by line, as it was written.
 *
 * @param file for example {@code email/welcome_ru.md}
 * @param rows none where both are alike
 */
@Schema(name = "TemplateDiff")
public record TemplateDiff(String file, List<Row> rows) {

	static List<TemplateDiff> of(Map<String, String> before, Map<String, String> after) {
		TreeSet<String> files = new TreeSet<>(before.keySet());
		files.addAll(after.keySet());
		return files.stream()
			.map((file) -> new TemplateDiff(file, rows(before.getOrDefault(file, ""), after.getOrDefault(file, ""))))
			.toList();
	}

	private static List<Row> rows(String before, String after) {
		if (before.equals(after)) {
			return List.of();
		}
		List<Row> rows = new ArrayList<>();
		int left = 0;
		int right = 0;
		for (DiffRow row : DiffRowGenerator.create()
			.lineNormalizer((line) -> line)
			.build()
			.generateDiffRows(before.lines().toList(), after.lines().toList())) {
			boolean isOld = row.getTag() != Tag.INSERT;
			boolean isNew = row.getTag() != Tag.DELETE;
			left += isOld ? 1 : 0;
			right += isNew ? 1 : 0;
			rows.add(new Row(kind(row.getTag()), isOld ? left : null, isOld ? row.getOldLine() : null,
					isNew ? right : null, isNew ? row.getNewLine() : null));
		}
		return rows;
	}

	private static String kind(Tag tag) {
		return switch (tag) {
			case INSERT -> "added";
			case DELETE -> "removed";
			case CHANGE -> "changed";
			case EQUAL -> "same";
		};
	}

	/**
	 * One line, before and after.
	 *
	 * @param kind {@code same}, {@code changed}, {@code added} or {@code removed}
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "TemplateDiffRow")
	public record Row(String kind, @Nullable Integer oldLine, @Nullable String before, @Nullable Integer newLine,
			@Nullable String after) {
	}

}
