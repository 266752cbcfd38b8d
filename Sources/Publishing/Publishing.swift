internal import CaseFolder
