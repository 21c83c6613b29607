package cinema.orchestrator.admin.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.draft.DraftContent.DraftAttachment;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * The part of a draft's form that names files: a row for each, and empty ones for more.
 */
final class FileRows {

	private static final int MOST = 50;

	private static final int EMPTY = 2;

	private FileRows() {
	}

	/** The files; a row without a word is none. */
	static @Nullable List<DraftAttachment> read(MultiValueMap<String, String> fields) {
		List<DraftAttachment> files = new ArrayList<>();
		for (int row = 0; row < MOST; row++) {
			String at = "attachments[" + row + "].";
			DraftAttachment file = new DraftAttachment(DraftForm.text(fields, at + "name"),
					DraftForm.text(fields, at + "url"), DraftForm.text(fields, at + "type"),
					DraftForm.text(fields, at + "content_id"), DraftForm.text(fields, at + "sha256"));
			if (!file.equals(new DraftAttachment(null, null, null, null, null))) {
				files.add(file);
			}
		}
		return files.isEmpty() ? null : List.copyOf(files);
	}

	/** Texts for the controls of each row. */
	static List<Map<String, String>> texts(List<DraftAttachment> files) {
		List<Map<String, String>> rows = new ArrayList<>();
		files.forEach((file) -> rows.add(row(file)));
		for (int more = 0; more < EMPTY && rows.size() < MOST; more++) {
			rows.add(row(new DraftAttachment(null, null, null, null, null)));
		}
		return rows;
	}

	private static Map<String, String> row(DraftAttachment file) {
		Map<String, String> row = new LinkedHashMap<>();
		row.put("name", Objects.requireNonNullElse(file.name(), ""));
		row.put("url", Objects.requireNonNullElse(file.url(), ""));
		row.put("type", Objects.requireNonNullElse(file.type(), ""));
		row.put("content_id", Objects.requireNonNullElse(file.contentId(), ""));
		row.put("sha256", Objects.requireNonNullElse(file.sha256(), ""));
		return row;
	}

}
