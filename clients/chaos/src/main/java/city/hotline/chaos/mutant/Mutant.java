package city.hotline.chaos.mutant;

import city.hotline.chaos.FaultKind;
import java.util.List;

/**
 * One defect: exact texts of the product's sources and what takes their place.
 *
 * @param name in a few words
 * @param fault under which it must show
 * @param changes all of them are made
 */
public record Mutant(String name, FaultKind fault, List<Change> changes) {

  /**
   * One change of one source file. The text must stand there exactly once: a mutant that no longer
   * applies says so.
   *
   * @param file below the project's folder
   */
  public record Change(String file, String text, String instead) {}
}
