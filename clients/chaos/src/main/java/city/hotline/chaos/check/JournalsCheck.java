package city.hotline.chaos.check;

/** In every journal, the records of each shard follow one another. */
final class JournalsCheck implements Check {

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    evidence.nodes().forEach(node -> NodeChain.of(node, findings));
  }
}
