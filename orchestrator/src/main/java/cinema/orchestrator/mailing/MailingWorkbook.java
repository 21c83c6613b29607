package cinema.orchestrator.mailing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

import cinema.orchestrator.journal.JournalReader.JournalOutcome;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Receivers in a workbook, written as they come: what was written is not kept, so a
 * million of them need no more memory than some hundred. A sheet holds a million rows;
 * more go on another one.
 */
final class MailingWorkbook {

	private static final int ROWS_OF_SHEET = 1_000_000;

	private static final int KEPT = 500;

	private static final int[] WIDTHS = { 38, 9, 13, 60, 9, 20, 38 };

	/** What XML cannot hold. */
	private static final Pattern UNWRITABLE = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\uFFFE\\uFFFF]");

	private final Workbook workbook;

	private Worksheet sheet;

	private int sheets = 1;

	private int row;

	MailingWorkbook(OutputStream out) {
		this.workbook = new Workbook(out, "notifications", "1.0");
		this.sheet = sheet("receivers");
	}

	private Worksheet sheet(String name) {
		Worksheet made = this.workbook.newWorksheet(name);
		made.freezePane(0, 1);
		for (int column = 0; column < WIDTHS.length; column++) {
			made.width(column, WIDTHS[column]);
			made.inlineString(0, column, MailingReport.COLUMNS[column]);
			made.style(0, column).bold().set();
		}
		made.inlineString(0, 5, "at (UTC)");
		this.row = 1;
		return made;
	}

	void add(JournalOutcome one) {
		try {
			if (this.row > ROWS_OF_SHEET) {
				this.sheet.close();
				this.sheets++;
				this.sheet = sheet("receivers " + this.sheets);
			}
			text(0, one.userId());
			text(1, one.channel());
			text(2, one.state());
			text(3, one.reason());
			this.sheet.value(this.row, 4, one.attempts());
			this.sheet.value(this.row, 5, LocalDateTime.ofInstant(one.at(), ZoneOffset.UTC));
			this.sheet.style(this.row, 5).format("yyyy-mm-dd hh:mm:ss").set();
			text(6, one.postingId());
			this.row++;
			if (this.row % KEPT == 0) {
				this.sheet.flush();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A text is never a formula, whatever it begins with. */
	private void text(int column, @Nullable String text) {
		if (text != null) {
			this.sheet.inlineString(this.row, column, UNWRITABLE.matcher(text).replaceAll(" "));
		}
	}

	/** Without it nobody takes what was written for the whole. */
	void finish() throws IOException {
		this.sheet.close();
		this.workbook.finish();
	}

}
