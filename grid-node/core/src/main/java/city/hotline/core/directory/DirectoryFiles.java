package city.hotline.core.directory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The files of a directory, wherever they are. */
@FunctionalInterface
public interface DirectoryFiles {

  /**
   * Opens one of them; the caller closes it.
   *
   * @param name such as "classes.csv"
   * @throws FileNotFoundException when there is none of this name
   */
  InputStream open(String name) throws IOException;
}
