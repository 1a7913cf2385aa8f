"""Each analyser keeps the contract."""

from duijie_match.analysis.base import Analyser
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.reference import ReferenceAnalyser
from duijie_match.testing.analysers import AnalyserConformance


class TestReferenceAnalyser(AnalyserConformance):
    def make(self, lexicon: Lexicon = EMPTY) -> Analyser:
        return ReferenceAnalyser(lexicon)


class TestFastAnalyser(AnalyserConformance):
    def make(self, lexicon: Lexicon = EMPTY) -> Analyser:
        return FastAnalyser(lexicon)
